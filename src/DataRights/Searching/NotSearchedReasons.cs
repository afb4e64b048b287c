namespace DataRights.Searching;

/// <summary>Why a deep search left something out. Stable; they stand in receipts.</summary>
public static class NotSearchedReasons
{
    /// <summary>The table has more rows than one search reads.</summary>
    public const string Rows = "rows";

    /// <summary>The column took longer than one search may.</summary>
    public const string Time = "time";

    /// <summary>The identifier is so short or so plain that it would be found everywhere.</summary>
    public const string Plain = "plain";

    /// <summary>The identifier's value was not known any more.</summary>
    public const string Unknown = "unknown";
}
