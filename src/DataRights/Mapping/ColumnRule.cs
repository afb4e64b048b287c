namespace DataRights.Mapping;

/// <summary>What the map says of one column.</summary>
/// <param name="Name">The column's name in the table.</param>
/// <param name="Category">The category of personal data (GDPR Art. 15(1)(b)), for instance <c>contact</c>.</param>
/// <param name="Origin">Whether the person provided it, it was observed of them, or it was derived.</param>
/// <param name="Export">Whether it is exported, masked or omitted.</param>
/// <param name="Because">Why it is omitted or masked; shown to the person.</param>
/// <param name="Line">The line of the map that declares it.</param>
public sealed record ColumnRule(string Name, string? Category, ColumnOrigin Origin, ColumnExport Export, string? Because, int Line)
{
    /// <summary>Whom the value is about.</summary>
    public ColumnAbout About { get; init; }

    /// <summary>Whom the value names; null when it names nobody.</summary>
    public NamedPerson? Names { get; init; }
}
