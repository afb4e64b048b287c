using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Deletion.Retained;

/// <summary>
/// The keys of retained rows, sealed, from before the first effect until the rows are gone, and the marks that say when to look at them.
/// Marks lie by day, so that a look costs what is due and not what is kept.
/// </summary>
public sealed class RetainedStore(IObjectStore store, ISealer sealer)
{
    private const string Purpose = "retained-rows";
    private const string Extension = ".json";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Writes a page; done again it replaces what a stopped run left.</summary>
    internal async Task WritePageAsync(string keys, string source, int number, CapturedPage page, CancellationToken cancellationToken)
    {
        var name = ObjectNames.RetainedKeys(keys, string.Create(CultureInfo.InvariantCulture, $"{source}/{number:d6}.{page.Collection}"));
        var content = BitConverter.GetBytes(page.Rows).Concat(page.Content.ToArray()).ToArray();
        await store.TryWriteAsync(name, sealer.Seal(Purpose, name, content), WriteCondition.None, cancellationToken);
    }

    /// <summary>The sources that there are pages of, in the order of their names.</summary>
    internal async Task<IReadOnlyList<string>> SourcesAsync(string keys, CancellationToken cancellationToken)
    {
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        var prefix = ObjectNames.RetainedKeys(keys, "");
        await foreach (var entry in store.ListAsync(prefix, cancellationToken))
        {
            sources.Add(entry.Name[prefix.Length..].Split('/')[0]);
        }

        return [.. sources];
    }

    internal async IAsyncEnumerable<CapturedPage> ReadPagesAsync(string keys, string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(ObjectNames.RetainedKeys(keys, $"{source}/"), cancellationToken))
        {
            if (await store.ReadAsync(entry.Name, cancellationToken) is { } stored)
            {
                var content = sealer.Open(Purpose, entry.Name, stored.Content.Span);
                yield return new CapturedPage(entry.Name[(entry.Name.IndexOf('.', entry.Name.LastIndexOf('/')) + 1)..], BitConverter.ToInt64(content), content.AsMemory(sizeof(long)));
            }
        }
    }

    /// <summary>Destroys the keys. Idempotent.</summary>
    internal async Task DestroyAsync(string keys, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(ObjectNames.RetainedKeys(keys, ""), cancellationToken))
        {
            await store.DeleteAsync(entry.Name, WriteCondition.None, cancellationToken);
        }
    }

    internal string SealSubjects(string keys, IReadOnlyList<string> references) =>
        Convert.ToBase64String(sealer.Seal(Purpose, keys, Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(references))));

    internal IReadOnlyList<string> OpenSubjects(RetainedMark mark) =>
        JsonConvert.DeserializeObject<List<string>>(Encoding.UTF8.GetString(sealer.Open(Purpose, mark.Keys, Convert.FromBase64String(mark.SealedSubjects))))!;

    /// <summary>Writes the mark for a day, unless there is one.</summary>
    internal Task MarkAsync(DateTimeOffset day, RetainedMark mark, CancellationToken cancellationToken) =>
        store.TryWriteAsync(NameOf(day, mark.Keys), StateJson.Write(mark), WriteCondition.IfAbsent, cancellationToken);

    internal async Task<bool> TryUpdateAsync(string name, string version, RetainedMark mark, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(name, StateJson.Write(mark), WriteCondition.IfVersion(version), cancellationToken) is not null;

    internal Task UnmarkAsync(string name, CancellationToken cancellationToken) => store.DeleteAsync(name, WriteCondition.None, cancellationToken);

    internal async Task<(RetainedMark Mark, string Version)?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await store.ReadAsync(name, cancellationToken) is { } stored ? (StateJson.Read<RetainedMark>(name, stored.Content, RetainedMark.CurrentSchema), stored.Version) : null;

    /// <summary>The names of the marks whose day has come, oldest first.</summary>
    internal async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (due, today) = (new List<string>(), now.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture));
        await foreach (var entry in store.ListAsync(ObjectNames.Retained, cancellationToken))
        {
            if (string.CompareOrdinal(entry.Name[ObjectNames.Retained.Length..].Split('/')[0], today) > 0)
            {
                break;
            }

            due.Add(entry.Name);
        }

        return due;
    }

    internal static string NameOf(DateTimeOffset day, string keys) => $"{ObjectNames.Retained}{day.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture)}/{keys}{Extension}";
}
