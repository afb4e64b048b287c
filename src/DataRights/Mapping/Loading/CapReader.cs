namespace DataRights.Mapping.Loading;

/// <summary>Reads caps. A number that cannot be one is a finding.</summary>
internal sealed class CapReader(MapFindings findings)
{
    private static readonly string[] OfTables = ["rows", "share", "ofAtLeast"];
    private static readonly string[] OfFiles = ["files"];

    /// <summary>The map's own caps.</summary>
    public CapRules Read(MapNode? node)
    {
        if (node is null)
        {
            return CapRules.Default;
        }

        var reader = new ObjectReader(node, MapShapes.Caps, findings);
        var total = reader.Get("total") is { } all ? new ObjectReader(all, MapShapes.TotalCap, findings) : null;
        return new CapRules(
            Number(total, "rows", 0) ?? CapRules.DefaultTotalRows,
            Number(total, "files", 0) ?? CapRules.DefaultTotalFiles,
            reader.Get("each") is { } each ? Cap(new ObjectReader(each, MapShapes.Cap, findings)) : CapRules.Default.Each);
    }

    /// <summary>A collection's caps; null when it says nothing.</summary>
    public Cap? ReadOwn(MapNode? node, bool isFiles)
    {
        if (node is null)
        {
            return null;
        }

        var reader = new ObjectReader(node, MapShapes.Cap, findings);
        foreach (var field in (isFiles ? OfTables : OfFiles).Where(reader.Has))
        {
            findings.Add(isFiles ? MapCodes.NotForFiles : MapCodes.OnlyForFiles, MapPath.Field(reader.Path, field),
                isFiles ? $"'{field}' is of rows, and the collection holds files." : "'files' is of files, and the collection is a table.",
                isFiles ? "Use \"files\"." : "Use \"rows\" or \"share\".");
        }

        return Cap(reader);
    }

    private Cap Cap(ObjectReader reader) => new(Number(reader, "rows", 0), Number(reader, "files", 0), Number(reader, "share", 1, 100), Number(reader, "ofAtLeast", 1));

    private int? Number(ObjectReader? reader, string field, int least, int most = int.MaxValue)
    {
        var number = reader?.Whole(field);
        if (number < least || number > most)
        {
            findings.Add(MapCodes.CapInvalid, MapPath.Field(reader!.Path, field), $"{number} cannot be a cap.",
                field == "share" ? "Write a whole percentage from 1 to 100; 100 asks never." : $"Write a whole number from {least} up; leave the field out for the default.");
            return null;
        }

        return number;
    }
}
