using DataRights.Mapping;
using DataRights.Mapping.Loading;

namespace DataRights.Api.Tests.Fakes;

/// <summary>The smallest data map with two identifiers and a retention rule.</summary>
internal static class FakeMap
{
    public static DataMap Map { get; } = DataMapLoader.Parse(
        """
        {
          "name": "test", "version": 1,
          "controller": { "name": "Test", "contact": "privacy@test.example" },
          "clock": { "regime": "gdpr", "answerWithin": "P1M", "deletionGrace": "P7D", "archiveLifetime": "P7D" },
          "identifiers": { "user_id": { "type": "integer" }, "email": { "type": "email" } },
          "sources": { "main": { "kind": "sqlite", "connection": "MainDb" } },
          "collections": {
            "users": {
              "source": "main", "from": "users", "key": ["id"], "root": { "id": "user_id", "email": "email" },
              "columns": { "id": { "category": "account", "origin": "derived" }, "email": { "category": "contact", "origin": "provided" } },
              "deletion": { "treatment": "delete" }
            }
          },
          "retention": [ { "name": "page_views", "source": "main", "from": "page_views", "time": "viewed_at", "zone": "UTC", "window": "P90D", "person": ["user_id"],
            "keep": { "viewed_at": "day" }, "measures": { "views": "count" }, "into": "page_views_daily", "minimumPeople": 10 } ]
        }
        """, "test.json");
}
