namespace DataRights.Subjects;

/// <summary>What sealed content is; bound into the seal, so that one kind is never opened as another.</summary>
public static class SealPurposes
{
    public const string RootKey = "root-key";
}
