using Azure.Core;
using DataRights.Azure.Storage;
using DataRights.Functions.Composition.Settings;

namespace DataRights.Functions.Composition;

/// <summary>Opens the containers that the settings name, and knows those of emulators: there, nobody else would make them.</summary>
internal sealed class BlobContainers(TimeProvider time)
{
    private readonly List<BlobObjectStore> emulated = [];

    /// <summary>Containers that this program makes itself.</summary>
    public IReadOnlyList<BlobObjectStore> Emulated => emulated;

    /// <param name="connectionString">An emulator, or null.</param>
    /// <param name="setting">The setting that names it.</param>
    /// <param name="serviceUri">The account, or null.</param>
    /// <param name="credential">Asked for an account only.</param>
    /// <param name="container">The container.</param>
    /// <exception cref="SettingException">The connection string is none.</exception>
    public BlobObjectStore Open(string? connectionString, Setting setting, Uri? serviceUri, Func<TokenCredential> credential, string container)
    {
        var options = new BlobStoreOptions
        {
            ServiceUri = serviceUri,
            Credential = serviceUri is null ? null : credential(),
            ConnectionString = connectionString,
            Container = container,
        };
        try
        {
            var store = new BlobObjectStore(options, time);
            if (connectionString is not null)
            {
                emulated.Add(store);
            }

            return store;
        }
        catch (ArgumentException)
        {
            // The client's own message may quote a key.
            throw new SettingException([$"{setting.Name} is no storage connection string."]);
        }
    }
}
