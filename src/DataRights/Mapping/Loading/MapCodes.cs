namespace DataRights.Mapping.Loading;

/// <summary>Every code that a finding in a data map can bear. Stable: scripts may rely on them. Each is explained in <c>docs/data-map.md</c>.</summary>
public static class MapCodes
{
    // Reading.
    public const string FileUnreadable = "file-unreadable";
    public const string JsonSyntax = "json-syntax";
    public const string DuplicateField = "duplicate-field";
    public const string UnknownField = "unknown-field";
    public const string MissingField = "missing-field";
    public const string WrongType = "wrong-type";
    public const string UnknownWord = "unknown-word";
    public const string EmptyText = "empty-text";
    public const string EmptyList = "empty-list";
    public const string BadName = "bad-name";
    public const string BadTable = "bad-table";
    public const string BadUrl = "bad-url";
    public const string BadDuration = "bad-duration";
    public const string BadCondition = "bad-condition";
    public const string BadUntil = "bad-until";
    public const string BadAnonymizer = "bad-anonymizer";
    public const string BadPath = "bad-path";
    public const string BadPrefix = "bad-prefix";
    public const string MatchUnsupported = "match-unsupported";
    public const string BadMeasure = "bad-measure";
    public const string BadLevel = "bad-level";
    public const string VersionInvalid = "version-invalid";

    // Names.
    public const string UnknownSource = "unknown-source";
    public const string UnknownCollection = "unknown-collection";
    public const string UnknownIdentifier = "unknown-identifier";
    public const string UnknownColumn = "unknown-column";
    public const string RepeatedColumn = "repeated-column";
    public const string IdentifierUnused = "identifier-unused";

    // Sources and collections.
    public const string ConnectionNotAName = "connection-not-a-name";
    public const string OnlyForFiles = "only-for-files";
    public const string NotForFiles = "not-for-files";
    public const string TableMappedTwice = "table-mapped-twice";
    public const string TableReserved = "table-reserved";
    public const string BecauseMissing = "because-missing";
    public const string NoRoot = "no-root";
    public const string RootKeyWithoutRoot = "root-key-without-root";
    public const string Unreachable = "unreachable";

    // References.
    public const string ColumnCount = "column-count";
    public const string ReferenceToFiles = "reference-to-files";
    public const string ReferenceAcrossSources = "reference-across-sources";
    public const string HashOfSeveralColumns = "hash-of-several-columns";
    public const string DetachOwned = "detach-owned";
    public const string ViaOwns = "via-owns";
    public const string PathOfSeveralColumns = "path-of-several-columns";
    public const string MembershipTreatment = "membership-treatment";
    public const string MembershipOwns = "membership-owns";
    public const string MembershipExport = "membership-export";
    public const string LeftPointing = "left-pointing";
    public const string OthersLeftPointing = "others-left-pointing";

    // Other people.
    public const string AuthorMissing = "author-missing";
    public const string AboutKey = "about-key";
    public const string AboutAndNames = "about-and-names";
    public const string AboutOmitted = "about-omitted";
    public const string NamesSeveralColumns = "names-several-columns";

    // Deletion.
    public const string RuleUnreachable = "rule-unreachable";
    public const string RuleMissing = "rule-missing";
    public const string RetainIncomplete = "retain-incomplete";
    public const string LawWithoutRetain = "law-without-retain";
    public const string AnonymizeNothing = "anonymize-nothing";
    public const string DeleteWithAnonymize = "delete-with-anonymize";
    public const string AnonymizeKey = "anonymize-key";
    public const string FieldReplacement = "field-replacement";
    public const string UntilReplaced = "until-replaced";
    public const string DetachKey = "detach-key";

    // Approval.
    public const string CapInvalid = "cap-invalid";
    public const string ProtectedWithoutRoot = "protected-without-root";

    // Clock and retention.
    public const string ClockTooTight = "clock-too-tight";
    public const string DownloadsInvalid = "downloads-invalid";
    public const string UnknownZone = "unknown-zone";
    public const string MinimumPeople = "minimum-people";
    public const string RetentionName = "retention-name";
    public const string RetentionSource = "retention-source";
    public const string RetentionInto = "retention-into";
    public const string RetentionPersonKept = "retention-person-kept";
    public const string RetentionColumnTwice = "retention-column-twice";
    public const string RetentionTimeKept = "retention-time-kept";
    public const string RetentionBound = "retention-bound";
    public const string RetentionShared = "retention-shared";
    public const string RetentionIdentities = "retention-identities";
    public const string RetentionPartitions = "retention-partitions";

    // Deep verification.
    public const string SearchableInteger = "searchable-integer";
    public const string VerifyNothing = "verify-nothing";
    public const string VerifyBounds = "verify-bounds";

    // Recipients and the freeze hook.
    public const string RecipientSource = "recipient-source";
    public const string RecipientIncomplete = "recipient-incomplete";
    public const string RecipientRole = "recipient-role";
    public const string HoldsNoData = "holds-no-data";
    public const string FreezeWithin = "freeze-within";
    public const string FreezeConnection = "freeze-connection";
}
