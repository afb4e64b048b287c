using System.Text.Json;
using DataRights.Api.Problems;

namespace DataRights.Api.Json;

/// <summary>
/// Walks one JSON object and notes everything wrong with it: what is not an object, members that come twice, names or
/// texts with half a surrogate pair. Goes on after a fault, so that a caller sees all of them at once.
/// </summary>
public sealed class StrictObject(List<ProblemPart> faults)
{
    /// <summary>The members, each name once; null (and a fault) when it is not an object.</summary>
    public Dictionary<string, JsonElement>? Members(JsonElement element, string pointer, string description)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(pointer, $"must be an object: {description}."));
            return null;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
            {
                faults.Add(new(pointer, "has a member whose name is not valid Unicode."));
            }
            else if (!members.TryAdd(name, property.Value))
            {
                faults.Add(new(JsonPointer.Append(pointer, name), "comes twice; keep one."));
            }
        }

        return members;
    }

    /// <summary>The text; null (and a fault) when it is not a string.</summary>
    public string? Text(JsonElement element, string pointer, string description)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                faults.Add(new(pointer, "holds an escape that is half a surrogate pair."));
                return null;
            }
        }

        faults.Add(new(pointer, $"must be a string: {description}."));
        return null;
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
