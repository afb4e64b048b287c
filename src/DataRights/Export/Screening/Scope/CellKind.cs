namespace DataRights.Export.Screening.Scope;

/// <summary>How an archive holds a value.</summary>
internal enum CellKind
{
    /// <summary>The row has no such column, or the column was not asked for.</summary>
    Absent,

    Null,

    /// <summary>A text, a number or a truth value, as its text.</summary>
    Scalar,

    /// <summary>An array or object, as JSON.</summary>
    Nested,
}
