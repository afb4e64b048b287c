using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Subjects;

namespace DataRights.Export.Screening;

/// <summary>
/// Takes a sample of other people's searchable identifiers from the roots, to look for them in an archive. Personal data of people who did not ask:
/// held in memory while the archive is read, and nowhere else.
/// </summary>
/// <param name="map">Says which identifiers are searchable.</param>
/// <param name="sources">The map's sources, opened.</param>
/// <param name="locator">Finds the subject's rows, which are left out.</param>
public sealed class OthersSample(DataMap map, SourceSet sources, IFootprintLocator locator)
{
    /// <summary>How many people of each root are taken.</summary>
    public const int People = 1_000;

    /// <summary>Another request takes other people. Empty when no identifier is searchable.</summary>
    /// <exception cref="SourceException">A source cannot be read.</exception>
    public async Task<IReadOnlyList<SearchTerm>> TakeAsync(RootKey root, string requestId, CancellationToken cancellationToken)
    {
        var searchable = map.Identifiers.Where(i => i.Searchable).ToDictionary(i => i.Name, StringComparer.Ordinal);
        var columns = map.Collections.Where(c => c.Root is not null)
            .SelectMany(c => c.Root!.Identifiers.Where(i => searchable.ContainsKey(i.Identifier)).Select(i => (Root: c, i.Column, Identifier: searchable[i.Identifier]))).ToList();
        if (columns.Count == 0)
        {
            return [];
        }

        var snapshots = new Dictionary<string, IRowSnapshot>(StringComparer.Ordinal);
        try
        {
            foreach (var source in map.Sources.Where(s => s.Kind.HoldsRows() && map.Collections.Any(c => c.Source == s.Name)))
            {
                snapshots[source.Name] = await sources.Rows(source.Name).OpenSnapshotAsync(cancellationToken);
            }

            var footprint = await locator.LocateAsync(root, snapshots, cancellationToken);
            var terms = new List<SearchTerm>();
            foreach (var (collection, column, identifier) in columns)
            {
                await foreach (var value in snapshots[collection.Source].SampleOthersAsync(footprint, collection, column, People, requestId, cancellationToken))
                {
                    if (Term(identifier, value) is { } term)
                    {
                        terms.Add(term);
                    }
                }
            }

            return terms;
        }
        finally
        {
            foreach (var snapshot in snapshots.Values)
            {
                await snapshot.DisposeAsync();
            }
        }
    }

    /// <summary>Null for a value that is no identifier, or that would be found everywhere.</summary>
    private static SearchTerm? Term(IdentifierRule identifier, string value)
    {
        try
        {
            return SearchTerm.Of(IdentifierNormalizer.Normalize(identifier, value));
        }
        catch (RequestRefusedException)
        {
            return null;
        }
    }
}
