using System.Net;

namespace DataRights.EndToEnd.Tests.Sample;

/// <summary>
/// What the sample's policy says is left when an account is deleted, written down a second time, table by table, without
/// the engine: rows that go, rows that lose columns, and all others as they were.
/// </summary>
public static class ExpectedDeletion
{
    /// <summary>Stands for a value that only has to begin so.</summary>
    public const string Erased = "erased-";

    private static readonly string[] OwnedByUser =
        ["profiles", "devices", "sessions", "subscriptions", "lesson_progress", "quiz_answers", "comment_votes", "code_runs", "uploads"];

    public static SampleState OfAccount(SampleState before, long id)
    {
        var user = FormattableString.Invariant($"{id}");
        var account = before.Tables["users"].Single(r => r["id"] == user);
        var devices = Where(before, "devices", r => r["user_id"] == user).Select(r => r["id"]).ToHashSet();
        var billing = Where(before, "billing_references", r => r["user_id"] == user && r["last_charged_at"] is null).Select(r => r["id"]).ToHashSet();
        var subscriptions = Where(before, "subscriptions", r => r["user_id"] == user).Select(r => r["id"]).ToHashSet();
        bool IsTheirAddress(SampleRow r) => account["email_verified_at"] is not null && string.Equals(r["email"], account["email"], StringComparison.OrdinalIgnoreCase);

        var after = before.Tables.ToDictionary(t => t.Key, t => t.Value);
        Remove(after, "users", r => r["id"] == user);
        Array.ForEach(OwnedByUser, table => Remove(after, table, r => r["user_id"] == user));
        var seenBy = before.Tables["page_views"].Where(r => r["user_id"] is not null).ToLookup(r => r["device_id"], r => r["user_id"]);
        var ownerOf = before.Tables["devices"].ToDictionary(r => r["id"]!, r => r["user_id"]);
        IReadOnlySet<string?> PeopleOf(SampleRow view) => view["device_id"] is { } device ? seenBy[device].Append(ownerOf[device]).Where(p => p is not null).ToHashSet() : new HashSet<string?>();
        bool IsNobodys(SampleRow view) => view["user_id"] is null;
        Change(after, "page_views", r => IsNobodys(r) && PeopleOf(r) is { Count: > 1 } people && people.Contains(user), r => r.With(("device_id", null)));
        Remove(after, "page_views", r => r["user_id"] == user || (IsNobodys(r) && PeopleOf(r) is { Count: 1 } people && people.Contains(user)));
        Change(after, "page_views", r => devices.Contains(r["device_id"]), r => r.With(("device_id", null)));
        Remove(after, "contact_messages", r => r["user_id"] == user || IsTheirAddress(r));
        Remove(after, "newsletter_subscribers", IsTheirAddress);
        Remove(after, "messages", r => (r["sender_id"] == user || r["recipient_id"] == user) && (r["sender_id"] ?? user) == user && (r["recipient_id"] ?? user) == user);
        Remove(after, "billing_references", r => r["user_id"] == user && r["last_charged_at"] is null);

        Change(after, "billing_references", r => r["user_id"] == user, r => r.With(("user_id", null), ("customer_reference", Erased), ("card_last4", null)));
        Change(after, "invoices", r => r["user_id"] == user, r => r["status"] == "paid"
            ? r.With(("user_id", null), ("billed_email", null), ("buyer_ip", Truncated(r["buyer_ip"])))
            : r.With(("user_id", null), ("billed_name", "[deleted]"), ("billed_email", null), ("buyer_ip", null)));
        Change(after, "consents", r => r["user_id"] == user, r => r.With(("user_id", null), ("ip", Truncated(r["ip"]))));
        Change(after, "lesson_authors", r => r["user_id"] == user, r => r.With(("user_id", null)));
        Change(after, "comments", r => r["author_id"] == user, r => r.With(("author_id", null), ("author_name", "[deleted]"), ("body", "[deleted]"), ("ip", null)));

        Change(after, "messages", r => r["sender_id"] == user, r => r.With(("sender_id", null)));
        Change(after, "messages", r => r["recipient_id"] == user, r => r.With(("recipient_id", null)));

        // Rows that stay and only pointed at what goes.
        Change(after, "comments", r => r["moderated_by"] == user, r => r.With(("moderated_by", null)));
        Change(after, "sessions", r => devices.Contains(r["device_id"]), r => r.With(("device_id", null)));
        Change(after, "subscriptions", r => billing.Contains(r["billing_reference_id"]), r => r.With(("billing_reference_id", null)));
        Change(after, "invoices", r => billing.Contains(r["billing_reference_id"]), r => r.With(("billing_reference_id", null)));
        Change(after, "invoices", r => subscriptions.Contains(r["subscription_id"]), r => r.With(("subscription_id", null)));
        return new SampleState(after, before.Files
            .Where(f => !f.Key.StartsWith($"avatars/{user}/", StringComparison.Ordinal) && !f.Key.StartsWith($"uploads/{user}/", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => f.Value));
    }

    /// <summary>What is left when somebody without an account is deleted by address.</summary>
    public static SampleState OfAddress(SampleState before, string table, string email)
    {
        var after = before.Tables.ToDictionary(t => t.Key, t => t.Value);
        Remove(after, table, r => string.Equals(r["email"], email, StringComparison.OrdinalIgnoreCase));
        return new SampleState(after, before.Files);
    }

    /// <summary>The state with random replacements cut down to their fixed beginning.</summary>
    public static SampleState Settled(SampleState state)
    {
        var tables = state.Tables.ToDictionary(t => t.Key, t => t.Value);
        Change(tables, "billing_references", r => r["customer_reference"]!.StartsWith(Erased, StringComparison.Ordinal), r => r.With(("customer_reference", Erased)));
        return new SampleState(tables, state.Files);
    }

    private static IEnumerable<SampleRow> Where(SampleState state, string table, Func<SampleRow, bool> condition) => state.Tables[table].Where(condition);

    private static void Remove(Dictionary<string, IReadOnlyList<SampleRow>> tables, string table, Func<SampleRow, bool> condition) =>
        tables[table] = [.. tables[table].Where(r => !condition(r))];

    private static void Change(Dictionary<string, IReadOnlyList<SampleRow>> tables, string table, Func<SampleRow, bool> condition, Func<SampleRow, SampleRow> change) =>
        tables[table] = [.. tables[table].Select(r => condition(r) ? change(r) : r)];

    // PostgreSQL writes an inet with its prefix length, SQLite holds the address alone.
    private static string? Truncated(string? address)
    {
        if (address is null)
        {
            return null;
        }

        var parts = address.Split('/');
        var bytes = IPAddress.Parse(parts[0]).GetAddressBytes();
        Array.Clear(bytes, bytes.Length == 4 ? 3 : 6, bytes.Length == 4 ? 1 : 10);
        return string.Join('/', parts.Skip(1).Prepend(new IPAddress(bytes).ToString()));
    }
}
