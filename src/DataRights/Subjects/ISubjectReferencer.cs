namespace DataRights.Subjects;

/// <summary>
/// Turns a root key into a subject reference: <c>s{key version}_</c> and a keyed HMAC-SHA-256 in base64url. Pseudonymous,
/// still personal data; it is what state, logs and metrics carry instead of identifiers.
/// </summary>
public interface ISubjectReferencer
{
    string Reference(RootKey root);

    /// <summary>Every reference that the subject may be known by, the current one first: older ones are from before a key's rotation.</summary>
    IReadOnlyList<string> References(RootKey root) => [Reference(root)];
}
