namespace DataRights.Mapping.Loading;

/// <summary>The published JSON Schema of the map language, for editors and other programs.</summary>
public static class DataMapSchema
{
    private const string Resource = "data-map.schema.json";

    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(DataMapSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
