namespace DataRights.Mapping;

/// <summary>Whom a column's value is about. GDPR Art. 15(4): a copy must not affect the rights and freedoms of others.</summary>
public enum ColumnAbout
{
    /// <summary>Whoever the row is found for: the value is shown with the row.</summary>
    Row,

    /// <summary>Whoever wrote the row: shown when that is the person, withheld otherwise.</summary>
    Author,

    /// <summary>Always somebody else: withheld.</summary>
    Others,
}
