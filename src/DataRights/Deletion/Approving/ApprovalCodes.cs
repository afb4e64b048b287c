namespace DataRights.Deletion.Approving;

/// <summary>Why a deletion needs an operator's approval. Stable; each is explained in <c>docs/operations.md</c>.</summary>
public static class ApprovalCodes
{
    public const string Protected = "protected";
    public const string Rows = "cap-rows";
    public const string Files = "cap-files";
    public const string Share = "cap-share";
    public const string TotalRows = "cap-total-rows";
    public const string TotalFiles = "cap-total-files";
}
