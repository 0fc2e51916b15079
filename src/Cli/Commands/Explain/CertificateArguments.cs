using System.CommandLine;
using System.Globalization;
using CompExplain.Query.Explaining;

namespace CompExplain.Cli.Commands.Explain;

/// <summary>The options of proofs about explanations: <c>--certify</c> and <c>--within</c>.</summary>
internal sealed class CertificateArguments
{
    private readonly Option<bool> _certify = new("--certify")
    {
        Description = "Also prove for each length that no formula scores more, or how much more one could score; a better "
            + "formula that the proof finds replaces that of the beam.",
    };

    private readonly Option<string> _within = new("--within")
    {
        HelpName = "TIME",
        Description = "With --certify: maximum time for the proofs of one unit, all lengths together, such as 60s, 2m or 1h. "
            + "The same command resumes the proofs.",
        DefaultValueFactory = _ => string.Create(
            CultureInfo.InvariantCulture, $"{CertificateOptions.WithinForEachUnit.TotalSeconds}s"),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_certify);
        command.Add(_within);
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The parsed arguments.</param>
    /// <param name="search">The options of the search whose results are certified.</param>
    /// <returns>The options; null without <c>--certify</c>.</returns>
    /// <exception cref="CommandException">
    /// Nothing can be proved about such a search, or the time cannot be read, or is given without <c>--certify</c>.
    /// </exception>
    public CertificateOptions? Read(ParseResult parsed, SearchOptions search)
    {
        if (!parsed.GetValue(_certify))
        {
            bool isGiven = parsed.GetResult(_within) is { Implicit: false };
            return isGiven ? throw new CommandException("--within is the time for proofs; add --certify") : null;
        }

        if (search.ProofRefusal is { } refusal)
        {
            throw new CommandException($"--certify: {refusal}");
        }

        return CertificateOptions.Default with
        {
            Within = Arguments.ReadDuration("--within", parsed.GetRequiredValue(_within)),
        };
    }
}
