using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sources;

namespace DataRights.Deletion;

/// <summary>What is said of rows that others have a part in and that cannot be let go of.</summary>
internal static class SharedNotNull
{
    public static CoverageFinding Finding(DataMap map, BoundRows bound)
    {
        var collection = map.Collection(bound.Collection);
        var columns = string.Join(", ", bound.Columns);
        return new CoverageFinding(CoverageCodes.SharedNotNull, collection.Source, collection.Name, $"{collection.From}({columns})",
            $"{collection.Name}: {bound.Rows} rows are somebody else's too, and {columns}, which ties them to '{bound.To}', may not be null, so they can be neither deleted nor let go of. "
            + $"Allow nulls in {columns}, or say \"owns\": false in the reference of line {bound.Line} of the map; then retry the request.",
            bound.Line);
    }

    /// <summary>For rows that came to be so after the plan.</summary>
    public static string Sentence(string source) =>
        $"{source}: since the plan a row of the person has come to be somebody else's too, and the columns that tie it to the person may not be null. What the transaction did is undone. "
        + "Allow nulls in the columns of its owning reference, or say \"owns\": false there in the map; then retry the request. Its plan names the collection.";
}
