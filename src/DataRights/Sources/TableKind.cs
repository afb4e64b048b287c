namespace DataRights.Sources;

/// <summary>What a table of a live schema is.</summary>
public enum TableKind
{
    /// <summary>Holds its own rows, in one piece or in partitions.</summary>
    Table,

    /// <summary>Shows rows of other tables.</summary>
    View,

    /// <summary>A stored copy of a query's rows, which nothing but its refresh changes.</summary>
    MaterializedView,

    /// <summary>Rows of another server.</summary>
    Foreign,
}
