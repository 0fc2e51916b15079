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
            Description = "The database to make; demo.cxdb, or demo-nli.cxdb for sentence pairs, where nothing is given.",
        };
        var task = new Option<string>("--task") { HelpName = "vision|nli", Description = "Pictures of a drawn world, or sentence pairs that a grammar writes.", DefaultValueFactory = _ => "vision" };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there, and start from the beginning." };
        var command = new Command(
            "demo",
            "Makes a small data set, trains a small network on it, probes a layer, explains every unit, and prints what it found, in some three minutes or less. "
            + "Needs no file and no network connection: libtorch, 500 MB unpacked, came when the program was restored and built. What is done already is not done again.")
        {
            database, task, replace,
        };
        command.WithExamples("compexplain demo", "compexplain demo --task nli", "compexplain demo world.cxdb --replace");
        command.SetAction(parsed =>
        {
            var chosen = Arguments.OneOf<Func<DemoTask>>(
                "--task", parsed.GetValue(task), ("vision", () => new VisionDemoTask(new VisionDemoOptions())), ("nli", () => new NliDemoTask(new NliDemoOptions())))();
            return new DemoRunner(terminal, chosen, parsed.GetValue(database) ?? chosen.DefaultPath).Run(parsed.GetValue(replace));
        });
        return command;
    }
}
