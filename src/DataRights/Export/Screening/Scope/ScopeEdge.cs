using System.Text;
using System.Text.Json;
using DataRights.Mapping;

namespace DataRights.Export.Screening.Scope;

/// <summary>An edge by which rows of an archive may lead to the person.</summary>
internal sealed class ScopeEdge(OwningEdge edge, ParentKeys parents, KeyHash hash)
{
    private readonly Reference reference = edge.Reference!;
    private RowCondition? where;
    private int[] own = [];

    public OwningEdge Edge => edge;

    public ParentKeys Parents => parents;

    /// <summary>The columns that it reads of a row.</summary>
    public IEnumerable<string> Columns => reference.Columns.Concat(RowCondition.Columns(reference.Where)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the archive has what it takes to follow the edge.</summary>
    public bool IsCheckable { get; set; } = true;

    /// <summary>Whether rows that the edge leads to may be newer than what the archive has of their collection.</summary>
    public bool MayMiss { get; init; }

    public void Bind(Func<string, int> cellOf)
    {
        own = [.. reference.Columns.Select(cellOf)];
        where = reference.Where is { } condition ? new RowCondition(condition, cellOf) : null;
    }

    /// <summary>Whether the row leads to one of the keys; those that it would lead to are noted where it does not.</summary>
    public bool Leads(RowCells row, List<(ParentKeys, ulong)> unmet)
    {
        if (where?.MayHold(row) == false)
        {
            return false;
        }

        if (reference.Each || reference.Path is not null)
        {
            return LeadsFromJson(row, unmet);
        }

        hash.Start();
        foreach (var cell in own)
        {
            if (row.Kind(cell) is not (CellKind.Scalar or CellKind.Nested))
            {
                return false;
            }

            hash.Add(row.Value(cell), Folded);
        }

        return Meets(unmet);
    }

    // The hashes are taken of the other side; this one holds the digest.
    private JoinTransform Folded => reference.Compare == JoinTransform.Lower ? JoinTransform.Lower : JoinTransform.None;

    private bool Meets(List<(ParentKeys, ulong)> unmet)
    {
        var key = hash.End();
        if (parents.Keys.Contains(key))
        {
            return true;
        }

        unmet.Add((parents, key));
        return false;
    }

    private bool LeadsFromJson(RowCells row, List<(ParentKeys, ulong)> unmet)
    {
        if (row.Kind(own[0]) is CellKind.Null or CellKind.Absent)
        {
            return false;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(row.Value(own[0]).ToArray(), new JsonDocumentOptions { MaxDepth = 1024 });
        }
        catch (JsonException)
        {
            return false; // a text that is no JSON refers to nobody
        }

        using (document)
        {
            var value = document.RootElement;
            foreach (var name in reference.Path?.Names ?? [])
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                {
                    return false;
                }
            }

            return !reference.Each ? Leads(value, unmet)
                : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(v => Leads(v, unmet));
        }
    }

    private bool Leads(JsonElement value, List<(ParentKeys, ulong)> unmet)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return false;
        }

        hash.Start();
        hash.Add(Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()), Folded);
        return Meets(unmet);
    }
}
