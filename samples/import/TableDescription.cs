namespace DataRights.Samples.Import;

/// <summary>A table as the data package describes it; a big one lies in several parts.</summary>
internal sealed record TableDescription(
    string Name,
    IReadOnlyList<FieldDescription> Fields,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<ForeignKeyDescription> ForeignKeys,
    List<PartDescription> Parts);
