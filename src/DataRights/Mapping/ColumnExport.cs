namespace DataRights.Mapping;

/// <summary>How a column appears in an archive.</summary>
public enum ColumnExport
{
    Include,

    /// <summary>Shown with all but the last characters hidden (at most four, and never more than a third).</summary>
    Mask,

    /// <summary>Left out; the archive says so and why.</summary>
    Omit,
}
