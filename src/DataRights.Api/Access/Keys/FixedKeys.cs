namespace DataRights.Api.Access.Keys;

/// <summary>Keys from the settings.</summary>
internal sealed class FixedKeys(KeySet keys) : IIssuerKeys
{
    public ValueTask<KeySet> GetAsync(string? kid, CancellationToken cancellationToken) => ValueTask.FromResult(keys);
}
