namespace DataRights.Signing;

/// <summary>Why a signed document does not hold.</summary>
/// <param name="Code">
/// <c>malformed</c>, <c>unsigned</c>, <c>algorithm</c>, <c>type</c>, <c>unknown-key</c>, <c>signature</c> or <c>plain-differs</c>.
/// </param>
/// <param name="Sentence">The same for people, without anything of the document's content.</param>
public sealed record SignatureFault(string Code, string Sentence);
