namespace DataRights.Export.Pages.Languages;

/// <summary>The texts of a collection's pages.</summary>
internal sealed record TableTexts
{
    public required string Overview { get; init; }

    public required string Source { get; init; }

    public required string AllOfIt { get; init; }

    public required string Shown { get; init; }

    public required string NotAllShown { get; init; }

    public required string Empty { get; init; }

    public required string Rows { get; init; }

    public required string Pages { get; init; }

    public required string Page { get; init; }

    public required string Previous { get; init; }

    public required string Next { get; init; }

    public required string Search { get; init; }

    public required string Found { get; init; }

    public required string Sort { get; init; }

    public required string Columns { get; init; }

    public required string Column { get; init; }

    public required string NameInData { get; init; }

    public required string Category { get; init; }

    public required string Origin { get; init; }

    public required string Provided { get; init; }

    public required string Observed { get; init; }

    public required string Derived { get; init; }

    public required string HoldsTogether { get; init; }

    public required string Export { get; init; }

    public required string InFull { get; init; }

    public required string Masked { get; init; }

    public required string LeftOut { get; init; }

    public required string YourOwnOnly { get; init; }

    public required string Withheld { get; init; }

    public required string PeopleNumbered { get; init; }
}
