namespace DataRights.Mapping.Coverage;

/// <summary>Every code of a <see cref="CoverageFinding"/>. Stable; each is explained in <c>docs/data-map.md</c>.</summary>
public static class CoverageCodes
{
    public const string TableMissing = "table-missing";
    public const string ColumnMissing = "column-missing";
    public const string ColumnUndeclared = "column-undeclared";
    public const string TableUndeclaredRefers = "table-undeclared-refers";
    public const string ForeignKeyUndeclared = "foreign-key-undeclared";
    public const string NullNotAllowed = "null-not-allowed";
    public const string UniqueConstant = "unique-constant";
    public const string KeyNotUnique = "key-not-unique";
    public const string CascadeUndeclared = "cascade-undeclared";
    public const string FileNameNotUnique = "file-name-not-unique";
    public const string RetentionTableMissing = "retention-table-missing";
    public const string RetentionColumnMissing = "retention-column-missing";

    /// <summary>A warning: the columns of a reference lead no index.</summary>
    public const string ReferenceUnindexed = "reference-unindexed";

    /// <summary>A warning: an identifier's column leads no index.</summary>
    public const string IdentifierUnindexed = "identifier-unindexed";
}
