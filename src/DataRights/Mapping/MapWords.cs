namespace DataRights.Mapping;

/// <summary>The closed lists of words of the data map language, version 1, as a map spells them.</summary>
public static class MapWords
{
    public static IReadOnlyDictionary<string, IdentifierType> IdentifierTypes { get; } = new Dictionary<string, IdentifierType>
    {
        ["text"] = IdentifierType.Text,
        ["integer"] = IdentifierType.Integer,
        ["email"] = IdentifierType.Email,
        ["phone"] = IdentifierType.Phone,
        ["uuid"] = IdentifierType.Uuid,
    };

    public static IReadOnlyDictionary<string, SourceKind> SourceKinds { get; } = new Dictionary<string, SourceKind>
    {
        ["sqlite"] = SourceKind.Sqlite,
        ["postgres"] = SourceKind.Postgres,
        ["files"] = SourceKind.Files,
        ["blobs"] = SourceKind.Blobs,
        ["http"] = SourceKind.Http,
    };

    /// <summary>The languages of archives' pages, by their tag (BCP 47).</summary>
    public static IReadOnlyDictionary<string, PageLanguage> Languages { get; } = new Dictionary<string, PageLanguage>
    {
        ["en"] = PageLanguage.English,
        ["zh"] = PageLanguage.Chinese,
        ["de"] = PageLanguage.German,
        ["fr"] = PageLanguage.French,
    };

    /// <summary>What a source can be to the map beside a store of its data.</summary>
    public static IReadOnlyDictionary<string, bool> SourceRoles { get; } = new Dictionary<string, bool> { ["recipient"] = true };

    public static IReadOnlyDictionary<string, ConfirmedBy> Confirmations { get; } = new Dictionary<string, ConfirmedBy>
    {
        ["answer"] = ConfirmedBy.Answer,
        ["callback"] = ConfirmedBy.Callback,
        ["poll"] = ConfirmedBy.Poll,
    };

    public static IReadOnlyDictionary<string, FileMatch> FileMatches { get; } = new Dictionary<string, FileMatch>
    {
        ["prefix"] = FileMatch.Prefix,
        ["name"] = FileMatch.Name,
        ["tag"] = FileMatch.Tag,
    };

    public static IReadOnlyDictionary<string, ColumnOrigin> Origins { get; } = new Dictionary<string, ColumnOrigin>
    {
        ["provided"] = ColumnOrigin.Provided,
        ["observed"] = ColumnOrigin.Observed,
        ["derived"] = ColumnOrigin.Derived,
    };

    public static IReadOnlyDictionary<string, ColumnExport> Exports { get; } = new Dictionary<string, ColumnExport>
    {
        ["include"] = ColumnExport.Include,
        ["omit"] = ColumnExport.Omit,
        ["mask"] = ColumnExport.Mask,
    };

    public static IReadOnlyDictionary<string, ColumnAbout> Abouts { get; } = new Dictionary<string, ColumnAbout>
    {
        ["row"] = ColumnAbout.Row,
        ["author"] = ColumnAbout.Author,
        ["others"] = ColumnAbout.Others,
    };

    public static IReadOnlyDictionary<string, SharedRows> SharedRows { get; } = new Dictionary<string, SharedRows>
    {
        ["export"] = Mapping.SharedRows.Export,
        ["withhold"] = Mapping.SharedRows.Withhold,
    };

    public static IReadOnlyDictionary<string, JoinTransform> Transforms { get; } = new Dictionary<string, JoinTransform>
    {
        ["none"] = JoinTransform.None,
        ["lower"] = JoinTransform.Lower,
        ["md5"] = JoinTransform.Md5,
        ["sha256"] = JoinTransform.Sha256,
    };

    public static IReadOnlyDictionary<string, bool> DeleteActions { get; } = new Dictionary<string, bool> { ["detach"] = true };

    public static IReadOnlyDictionary<string, Treatment> Treatments { get; } = new Dictionary<string, Treatment>
    {
        ["delete"] = Treatment.Delete,
        ["anonymize"] = Treatment.Anonymize,
        ["retain"] = Treatment.Retain,
        ["detach"] = Treatment.Detach,
    };

    /// <summary>What a retention rule publishes at once.</summary>
    public static IReadOnlyDictionary<string, PublicationPeriod> Periods { get; } = new Dictionary<string, PublicationPeriod>
    {
        ["day"] = PublicationPeriod.Day,
        ["week"] = PublicationPeriod.Week,
        ["month"] = PublicationPeriod.Month,
    };

    /// <summary>What a retention rule does with partitions of raw rows.</summary>
    public static IReadOnlyDictionary<string, PartitionTreatment> PartitionTreatments { get; } = new Dictionary<string, PartitionTreatment>
    {
        ["keep"] = PartitionTreatment.Keep,
        ["drop"] = PartitionTreatment.Drop,
    };

    public static IReadOnlyDictionary<string, Generalization> Generalizations { get; } = new Dictionary<string, Generalization>
    {
        ["as-is"] = Generalization.AsIs,
        ["family"] = Generalization.Family,
        ["truncate-ip"] = Generalization.TruncateIp,
        ["hour"] = Generalization.Hour,
        ["day"] = Generalization.Day,
        ["week"] = Generalization.Week,
        ["month"] = Generalization.Month,
        ["drop"] = Generalization.Drop,
        ["device-class"] = Generalization.DeviceClass,
        ["country"] = Generalization.Country,
        ["region"] = Generalization.Region,
    };
}
