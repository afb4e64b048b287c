namespace DataRights.Api.Recipients;

/// <summary>Where a recipient confirms later.</summary>
/// <param name="Path">The path under the API's address.</param>
/// <param name="Url">The whole address; absent where the sender does not know under which address it is reached.</param>
/// <param name="Token">What to show. Good for this telling only.</param>
public sealed record RecipientCallback(string Path, Uri? Url, string Token)
{
    public override string ToString() => Path;
}
