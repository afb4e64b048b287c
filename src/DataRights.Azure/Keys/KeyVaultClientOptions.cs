using Azure.Core;

namespace DataRights.Azure.Keys;

/// <summary>How a key vault's keys are asked: transport and retries, as for every Azure client.</summary>
public sealed class KeyVaultClientOptions : ClientOptions;
