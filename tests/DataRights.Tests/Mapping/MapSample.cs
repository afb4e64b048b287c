using DataRights.Mapping;
using DataRights.Mapping.Loading;
using Newtonsoft.Json.Linq;

namespace DataRights.Tests.Mapping;

/// <summary>A small valid map that uses every field of the language, to be mutated.</summary>
internal static class MapSample
{
    public const string Json = """
        {
          "$schema": "data-map.schema.json",
          "name": "shop", "version": 1,
          "controller": { "name": "Shop", "contact": "privacy@shop.example", "policyUrl": "https://shop.example/privacy", "complaintTo": "The authority", "language": "de" },
          "clock": { "regime": "gdpr", "answerWithin": "P1M", "deletionGrace": "P7D", "archiveLifetime": "P7D" },
          "identifiers": { "user_id": { "type": "integer" }, "email": { "type": "email", "searchable": true } },
          "sources": {
            "main": { "kind": "postgres", "connection": "MainDb", "backups": "P35D" },
            "letters": { "kind": "sqlite", "connection": "LettersDb", "title": "our letters" },
            "uploads": { "kind": "files", "connection": "Uploads", "container": "uploads" }, "billing": { "kind": "http", "connection": "Billing", "role": "recipient" }
          },
          "collections": {
            "users": {
              "source": "main", "from": "public.users", "key": ["id"],
              "root": { "id": "user_id", "email": "email" },
              "description": "Your account", "purpose": "providing the service", "basis": "contract", "keptFor": "until deletion", "obtainedFrom": "a sign-in provider",
              "columns": {
                "id": {},
                "email": { "category": "contact", "origin": "provided" },
                "verified": {},
                "password_hash": { "category": "credential", "export": "omit", "because": "secret" },
                "id_number": { "category": "government-id", "export": "mask", "because": "it could be stolen" }
              },
              "protected": "verified = true or id in (1, 2)", "caps": { "rows": 1, "share": 10, "ofAtLeast": 100 },
              "deletion": { "treatment": "delete" }
            },
            "orders": {
              "source": "main", "from": "orders", "key": ["id"],
              "columns": { "id": {}, "user_id": {}, "status": {}, "paid_at": { "origin": "observed" }, "ip": { "origin": "observed" } },
              "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true } ],
              "deletion": [
                { "when": "status = 'paid'", "treatment": "retain", "law": "tax", "until": "endOfYear(paid_at) + P7Y",
                  "anonymize": { "user_id": "null", "ip": "truncate-ip" } },
                { "treatment": "delete" } ]
            },
            "comments": {
              "source": "main", "from": "comments", "key": ["id"],
              "columns": { "id": {}, "author_id": { "names": "users" }, "parent_id": {}, "order_id": {}, "order_user": {}, "body": { "about": "author" }, "slug": {} },
              "author": { "columns": ["author_id"], "to": "users", "toColumns": ["id"] },
              "references": [
                { "columns": ["author_id"], "to": "users", "toColumns": ["id"], "owns": true },
                { "columns": ["parent_id"], "to": "comments", "toColumns": ["id"], "owns": false },
                { "columns": ["order_id", "order_user"], "to": "orders", "toColumns": ["id", "user_id"], "owns": false, "onDelete": "detach" } ],
              "deletion": { "treatment": "anonymize", "anonymize": { "author_id": "null", "body": "constant:[deleted]", "slug": "unique:deleted-" } }
            },
            "letters": {
              "source": "letters", "from": "letters", "key": ["id"],
              "root": { "address": "email" }, "rootKey": ["address"],
              "columns": { "id": {}, "address": {}, "kind": {} },
              "references": [
                { "columns": ["address"], "to": "users", "toColumns": ["email"], "owns": true, "compare": "lower",
                  "where": "kind in ('news', 'offer')", "toWhere": "verified = true" } ],
              "deletion": { "treatment": "delete" }
            },
            "avatars": { "source": "uploads", "from": "avatars/{users.id}/", "caps": { "files": 5 }, "deletion": { "treatment": "delete" } }
          },
          "recipients": [ { "name": "Carrier", "purpose": "delivery", "country": "NO", "safeguards": "adequacy" }, { "name": "Billing", "purpose": "invoices", "source": "billing", "identifiers": ["user_id", "email"], "confirmWithin": "P5D", "confirm": "callback" } ],
          "automatedDecisions": [ { "what": "Credit check", "logic": "a score", "consequences": "payment in advance" } ],
          "freeze": { "connection": "FreezeHook", "identifiers": ["user_id"], "within": "PT2M" }, "notCovered": [ { "what": "web server logs", "access": "Art. 11(2)", "deletion": "deleted after 7 days" } ],
          "caps": { "total": { "rows": 1000, "files": 0 }, "each": { "rows": 500, "files": 50, "share": 20, "ofAtLeast": 10 } },
          "retention": [ { "name": "page_views", "source": "main", "from": "page_views", "time": "viewed_at", "zone": "UTC", "window": "P90D",
            "person": ["user_id", "device_id"], "keep": { "route": "as-is", "browser": "family", "viewed_at": "day" },
            "measures": { "views": "count", "seconds": "sum(time_on_page)" }, "into": "page_views_daily", "minimumPeople": 10 } ]
        }
        """;

    public static DataMap Map() => DataMapLoader.Parse(Json, "map.json");

    /// <summary>The sample with the value at a path replaced; an empty value removes the field.</summary>
    public static string With(string path, string value)
    {
        var map = JObject.Parse(Json);
        var at = path.LastIndexOf('.');
        var parent = map.SelectToken(path[..at]) ?? throw new ArgumentException($"The sample has no {path[..at]}.");
        var name = path[(at + 1)..];
        if (parent is JArray list)
        {
            list.Insert(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture), JToken.Parse(value));
        }
        else if (value.Length == 0)
        {
            ((JObject)parent).Remove(name);
        }
        else
        {
            parent[name] = JToken.Parse(value);
        }

        return map.ToString();
    }

    public static IReadOnlyList<MapFinding> Findings(string json)
    {
        try
        {
            DataMapLoader.Parse(json, "map.json");
            return [];
        }
        catch (DataMapException exception)
        {
            return exception.Findings;
        }
    }
}
