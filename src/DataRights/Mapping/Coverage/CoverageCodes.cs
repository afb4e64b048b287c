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

    public const string NotJson = "not-json";
    public const string NotAList = "not-a-list";
    public const string PartitionMapped = "partition-mapped";
    public const string RowSecurity = "row-security";

    /// <summary>Of a plan, not of a schema: rows that others have a part in cannot be let go of.</summary>
    public const string SharedNotNull = "shared-not-null";

    // What an export does not mind.
    public const string TriggerUndeclared = "trigger-undeclared";
    public const string NotATable = "not-a-table";
    public const string GeneratedReplaced = "generated-replaced";
    public const string ReplacementType = "replacement-type";
    public const string ReplacementTooLong = "replacement-too-long";
    public const string ReplacementForbidden = "replacement-forbidden";
    public const string ReplacementDangles = "replacement-dangles";
    public const string Replica = "replica";
    public const string ReadOnly = "read-only";
    public const string RightMissing = "right-missing";

    /// <summary>A warning: the map speaks of a trigger that is not there.</summary>
    public const string TriggerGone = "trigger-gone";

    /// <summary>A warning: the date by which a retained row's time ends may be null.</summary>
    public const string UntilNullable = "until-nullable";

    /// <summary>A warning: SQLite lets a column of the key be null.</summary>
    public const string KeyNullable = "key-nullable";

    /// <summary>A warning: SQLite keeps a rollback journal, with which readers and writers wait for each other.</summary>
    public const string JournalMode = "journal-mode";

    /// <summary>A warning: a row may belong to somebody else by way of another database, where that is not seen.</summary>
    public const string SharingUnseen = "sharing-unseen";

    /// <summary>A warning: rows are found for several people, and the map does not say whose words they are.</summary>
    public const string AuthorUndeclared = "author-undeclared";

    /// <summary>A warning: a retention rule lacks a right.</summary>
    public const string RetentionRightMissing = "retention-right-missing";

    /// <summary>A warning: a retention rule reads times without a zone, and does not say how; it will not run.</summary>
    public const string RetentionZoneUnsaid = "retention-zone-unsaid";

    /// <summary>A warning: a retention rule looks people up by columns that lead no index.</summary>
    public const string RetentionPersonUnindexed = "retention-person-unindexed";

    /// <summary>A warning: a retention rule keeps every column of its table as it is.</summary>
    public const string RetentionPublishesEverything = "retention-publishes-everything";

    /// <summary>A warning: a retention rule keeps a column that is different in every row, so that no cell passes; it will not run.</summary>
    public const string RetentionPublishesNothing = "retention-publishes-nothing";

    /// <summary>A warning: a retention rule is to drop partitions, and there are none, or the role does not own them; rows are deleted instead.</summary>
    public const string RetentionPartitionsKept = "retention-partitions-kept";

    /// <summary>A warning: the columns of a reference lead no index.</summary>
    public const string ReferenceUnindexed = "reference-unindexed";

    /// <summary>A warning: an identifier's column leads no index.</summary>
    public const string IdentifierUnindexed = "identifier-unindexed";
}
