using System.CommandLine;
using CompExplain.Demo;

namespace CompExplain.Cli.Commands.Demo;

/// <summary><c>compexplain demo</c>: the whole product on data that it makes itself.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string?>("DB")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The database to make; by default demo.cxdb, or demo-nli.cxdb for sentence pairs.",
        };
        var task = new ChoiceOption<Func<DemoTask>>(
            "--task",
            "Pictures of a drawn world, or sentence pairs that a grammar writes.",
            Vision,
            ("vision", Vision),
            ("nli", Nli));
        var replace = new Option<bool>("--replace")
        {
            Description = "Replace an existing database and start from the beginning.",
        };
        var command = new Command(
            "demo",
            "Makes a small data set, trains a small network, probes a layer, explains every unit and prints the results, "
            + "in about three minutes. Needs no file and no network connection. Steps that are done are not repeated.")
        {
            database, task.Option, replace,
        };
        command.WithExamples("compexplain demo", "compexplain demo --task nli", "compexplain demo world.cxdb --replace");
        command.SetAction(parsed =>
        {
            var chosen = task.Read(parsed)();
            string path = parsed.GetValue(database) ?? chosen.DefaultPath;
            return new DemoRunner(terminal, chosen, path).Run(parsed.GetValue(replace));
        });
        return command;
    }

    private static VisionDemoTask Vision() => new(new VisionDemoOptions());

    private static NliDemoTask Nli() => new(new NliDemoOptions());
}
