using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>The formulas that were named with LET. Safe to use from many threads.</summary>
public sealed class FormulaStore
{
    private readonly ProbeConnection _connection;

    internal FormulaStore(ProbeConnection connection) => _connection = connection;

    /// <summary>All named formulas, by name.</summary>
    public IReadOnlyList<NamedFormula> All() => _connection.Rows(
        $"SELECT name, text, {RowChecksums.Fits("formulas")} FROM formulas ORDER BY name",
        row => new NamedFormula(row.Fitting(2).GetString(0), row.GetString(1)));

    /// <summary>Names a formula; the name no longer stands for the formula that had it.</summary>
    /// <param name="formula">The name and the formula.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Save(NamedFormula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        _connection.Write(RowChecksums.Insert("formulas", orReplace: true), formula.Name, formula.Text);
    }

    /// <summary>Deletes a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there was such a name.</returns>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public bool Drop(string name) => _connection.Write("DELETE FROM formulas WHERE name = @1", name) > 0;
}
