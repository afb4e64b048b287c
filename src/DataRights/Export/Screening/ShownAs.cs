namespace DataRights.Export.Screening;

/// <summary>How a column of a row is shown.</summary>
internal enum ShownAs
{
    /// <summary>As it is.</summary>
    Itself,

    /// <summary>Not at all.</summary>
    Withheld,

    /// <summary>As it is where the person wrote the row, otherwise not at all.</summary>
    AuthorsOwn,

    /// <summary>The person's own value as it is, others by their number.</summary>
    Person,

    /// <summary>As it is where the person wrote the row, otherwise the author's number.</summary>
    Author,
}
