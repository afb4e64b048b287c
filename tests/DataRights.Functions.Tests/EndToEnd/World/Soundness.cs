using System.Text;
using Azure.Storage.Blobs.Models;
using DataRights.Functions.Tests.EndToEnd.Hosting;
using DataRights.Functions.Tests.Fakes;
using DataRights.Ledger;
using DataRights.Storage;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>What holds after whatever has happened: the ledger verifies, and marks are in archives only.</summary>
internal static class Soundness
{
    public static async Task AssertAsync(Stage stage)
    {
        await stage.KeepHouseAsync();
        var ledger = await stage.App.Get<ILedger>().VerifyAsync(Head.Token);
        Assert.True(ledger.Holds, string.Join(' ', ledger.Findings));
        Assert.True(ledger.Entries > 0);

        var (cloud, found) = (stage.Cloud, new List<string>());
        found.AddRange(Find("the log", string.Join('\n', cloud.Log.Lines)));
        found.AddRange(Find("a message", string.Join('\n', cloud.Broker.History)));
        found.AddRange(Find("a webhook", string.Join('\n', cloud.Receiver.Calls.Select(c => $"{c.Path} {c.Body} {string.Join(' ', c.Headers.Values)}"))));
        foreach (var container in cloud.Kept)
        {
            var blobs = 0;
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata | BlobTraits.Tags, BlobStates.Uncommitted, cancellationToken: Head.Token))
            {
                blobs++;
                found.AddRange(Find("a blob's name or metadata", string.Join('\n', blob.Metadata.Concat(blob.Tags ?? new Dictionary<string, string>()).Select(m => $"{m.Key}={m.Value}").Prepend(blob.Name))));
                if (!blob.Name.StartsWith(ObjectNames.Archives, StringComparison.Ordinal))
                {
                    var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(Head.Token);
                    found.AddRange(Find(blob.Name, Encoding.Latin1.GetString(content.Value.Content)));
                }
            }

            Assert.True(blobs > 0, $"There is nothing in {container.Name}: what is to be searched lies elsewhere.");
        }

        Assert.Empty(found.Distinct());
        IEnumerable<string> Find(string place, string content) => cloud.Book.Find(place, Encoding.Latin1.GetBytes(content)).Concat(cloud.Secrets.Find(place, content));
    }
}
