using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;
using Newtonsoft.Json;

namespace DataRights.Deletion.Holds;

/// <summary>Checks what a hold is asked for on, finds whom it is on, and makes its first record.</summary>
internal sealed partial class HoldDrafts(DataMap map, RequestDesk desk, RequestSeals requestSeals, HoldSeals seals, ISubjectResolver resolver, ISubjectReferencer referencer)
{
    private const string Invalid = "hold-invalid";

    private readonly HoldConditions conditions = new(map);

    /// <summary>SHA-256 over what is asked for; the same for other spellings of the same identifiers.</summary>
    /// <exception cref="RequestRefusedException">It cannot be taken.</exception>
    public byte[] Check(HoldOrder order, DateTimeOffset now)
    {
        if (!ReasonPattern().IsMatch(order.Reason))
        {
            throw new RequestRefusedException(Invalid, "The reason must be a code of 1 to 60 lower-case letters, digits and dashes, such as litigation-2026-14. Free text is not kept, so that it cannot name anybody.", "/reason");
        }

        if (order.Identifiers is not null && order.Request is not null)
        {
            throw new RequestRefusedException(Invalid, "Name the person by identifiers or by one of the person's requests, not by both.", "/request");
        }

        if (order is { Identifiers: null, Request: null, Collection: null })
        {
            throw new RequestRefusedException(Invalid, "A hold is on a person, on a collection, or on a person's rows of a collection: give identifiers, request or collection.", "");
        }

        if (order is { When: not null, Collection: null })
        {
            throw new RequestRefusedException(Invalid, "A condition is on the rows of a collection: name the collection too, or leave the condition out.", "/when");
        }

        if (order.Collection is { } collection && conditions.Read(collection, order.When) is { Fault: { } fault, Pointer: var pointer })
        {
            throw new RequestRefusedException(Invalid, fault, pointer);
        }

        RefusePast(order.ReviewBy, now, "/reviewBy");
        RefusePast(order.Until, now, "/until");
        var identifiers = order.Identifiers is null ? [] : IdentifierReader.Read(map, order.Identifiers);
        object?[] asked = ["hold", order.Reason, order.Request, order.Collection, order.When, order.ReviewBy, order.Until, identifiers.Select(i => new[] { i.Name, i.Value })];
        return SHA256.HashData(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(asked)));
    }

    public static void RefusePast(DateTimeOffset? date, DateTimeOffset now, string pointer)
    {
        if (date <= now)
        {
            throw new RequestRefusedException(Invalid, "The date must lie in the future.", pointer);
        }
    }

    public async Task<Hold> MakeAsync(string id, HoldOrder order, DateTimeOffset now, CancellationToken cancellationToken) => new()
    {
        Id = id,
        Subjects = await SubjectsAsync(order, cancellationToken),
        Collection = order.Collection,
        SealedWhen = order.When is { } when ? seals.Seal(id, when) : null,
        Reason = order.Reason,
        Placed = now,
        PlacedBy = order.PlacedBy,
        ReviewBy = order.ReviewBy?.ToUniversalTime() ?? now + IHolds.ReviewedAfter,
        Until = order.Until?.ToUniversalTime(),
        Status = HoldStatus.Active,
        LedgerReference = RandomNumberGenerator.GetHexString(32, lowercase: true),
    };

    /// <summary>Every reference that the request's person is known by, that of the request first; null when there is no such person.</summary>
    public async Task<IReadOnlyList<string>?> ReferencesAsync(string request, CancellationToken cancellationToken) =>
        (await desk.Store.ReadAsync(request, cancellationToken))?.Record is { SubjectReference: { } reference } record
            ? [.. (record.SealedRootKey is null ? [] : referencer.References(requestSeals.OpenRoot(record))).Prepend(reference).Distinct(StringComparer.Ordinal)]
            : null;

    private async Task<IReadOnlyList<string>> SubjectsAsync(HoldOrder order, CancellationToken cancellationToken)
    {
        if (order.Request is { } request)
        {
            return await ReferencesAsync(request, cancellationToken)
                ?? throw new RequestRefusedException("subject-not-found", "There is no such request, or nobody was found for it.", "/request");
        }

        if (order.Identifiers is not { } identifiers)
        {
            return [];
        }

        var root = await resolver.ResolveAsync(IdentifierReader.Read(map, identifiers), cancellationToken)
            ?? throw new RequestRefusedException("subject-not-found", "Nobody is found by these identifiers. Where a deletion of the person is under way, name the person by that request instead.", "/identifiers");
        var references = referencer.References(root);

        // Under the reference that the person's open requests go by, while a key is being rotated.
        return [.. references.Prepend(await desk.Claims.StandingAsync(references, cancellationToken)).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,60}\z")]
    private static partial Regex ReasonPattern();
}
