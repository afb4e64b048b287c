using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Subjects;

/// <summary>Brings identifiers as typed into the form they are compared in, checked against the map.</summary>
public static class IdentifierReader
{
    /// <summary>The identifiers in the map's order.</summary>
    /// <exception cref="RequestRefusedException">None is given, one is unknown, or one is not of its type.</exception>
    public static IReadOnlyList<Identifier> Read(DataMap map, IReadOnlyDictionary<string, string> typed)
    {
        var known = map.Identifiers.Select(i => i.Name).ToList();
        if (typed.Count == 0)
        {
            throw new RequestRefusedException("identifier-missing", $"The request names no identifier; send at least one of {string.Join(", ", known)}.", "/identifiers");
        }

        if (typed.Keys.Any(name => !known.Contains(name)))
        {
            // An unknown name is whatever somebody typed, perhaps an address: it is not repeated.
            throw new RequestRefusedException("identifier-unknown", $"The request names an identifier that the data map does not declare; it declares {string.Join(", ", known)}.", "/identifiers");
        }

        return [.. map.Identifiers
            .Where(rule => typed.ContainsKey(rule.Name))
            .Select(rule => IdentifierNormalizer.Normalize(rule, typed[rule.Name]))];
    }
}
