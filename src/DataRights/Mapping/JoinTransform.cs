namespace DataRights.Mapping;

/// <summary>
/// How the two sides of a reference are compared. <see cref="Lower"/> folds both sides; the hashes are applied to the
/// side referred to, the referring column holding the lower-case hex digest.
/// </summary>
public enum JoinTransform
{
    None,
    Lower,
    Md5,
    Sha256,
}
