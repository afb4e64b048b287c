using DataRights.Mapping;

namespace DataRights.Deletion.Approving;

/// <summary>What operators read of a reason.</summary>
internal static class ApprovalSentences
{
    public static ApprovalReason Rows(Collection collection, long rows, long most) => Of(ApprovalCodes.Rows, collection, rows, most,
        $"{collection.Name}: {rows} rows are the person's, and a deletion may take {most} without approval.", "\"caps\": { \"rows\": … } of the collection");

    public static ApprovalReason Files(Collection collection, long files, long most) => Of(ApprovalCodes.Files, collection, files, most,
        $"{collection.Name}: {files} files are the person's, and a deletion may take {most} without approval.", "\"caps\": { \"files\": … } of the collection");

    public static ApprovalReason Share(Collection collection, long rows, long size, int share) => Of(ApprovalCodes.Share, collection, rows, size * share / 100,
        $"{collection.Name}: {rows} of the table's {size} rows are the person's, and a deletion may take {share}% without approval.", "\"caps\": { \"share\": … } of the collection");

    public static ApprovalReason TotalRows(long rows, long most) => Of(ApprovalCodes.TotalRows, null, rows, most,
        $"{rows} rows of all collections are the person's, and a deletion may take {most} without approval.", "\"caps\": { \"total\": { \"rows\": … } }");

    public static ApprovalReason TotalFiles(long files, long most) => Of(ApprovalCodes.TotalFiles, null, files, most,
        $"{files} files of all collections are the person's, and a deletion may take {most} without approval.", "\"caps\": { \"total\": { \"files\": … } }");

    public static ApprovalReason Protected(Collection collection, long rows) => new(ApprovalCodes.Protected, collection.Name, rows, 0,
        $"{collection.Name}: the map protects this person (\"protected\", in the collection of line {collection.Line}). See that it is not an account that the application needs; then approve the request, or cancel it.",
        collection.Line);

    private static ApprovalReason Of(string code, Collection? collection, long counted, long allowed, string what, string where) => new(code, collection?.Name, counted, allowed,
        $"{what} See that all of it is one person's; then approve the request, raise {where} in the map and retry, or cancel it.", collection?.Line ?? 0);
}
