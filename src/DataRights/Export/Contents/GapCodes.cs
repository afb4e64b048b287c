namespace DataRights.Export.Contents;

/// <summary>Why something is missing from an archive. Stable: about.json carries them.</summary>
internal static class GapCodes
{
    public const string ColumnOmitted = "column-omitted";
    public const string ColumnMasked = "column-masked";

    /// <summary>Values are withheld for other people's sake.</summary>
    public const string OthersWithheld = "others-withheld";

    /// <summary>Rows are withheld that may be another person's.</summary>
    public const string RowsWithheld = "rows-withheld";

    /// <summary>Other people stand as numbers.</summary>
    public const string OthersNumbered = "others-numbered";

    /// <summary>There were more other people than get numbers.</summary>
    public const string OthersUnnumbered = "others-unnumbered";
    public const string OutOfScope = "out-of-scope";
    public const string TableMissing = "table-missing";
    public const string ColumnMissing = "column-missing";
    public const string SourceFailed = "source-failed";
    public const string ReadFailed = "read-failed";
    public const string TextRepaired = "text-repaired";
    public const string PrefixUnsafe = "prefix-unsafe";

    /// <summary>A record names a file that the store does not have.</summary>
    public const string FileMissing = "file-missing";
    public const string FileGone = "file-gone";
    public const string FileChanged = "file-changed";
    public const string FileUnreadable = "file-unreadable";
}
