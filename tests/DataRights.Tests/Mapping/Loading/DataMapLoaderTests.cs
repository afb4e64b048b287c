using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Mapping.Loading;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Mapping.Loading;

public sealed class DataMapLoaderTests
{
    [Fact]
    public void Every_field_of_the_language_reaches_the_model()
    {
        var map = MapSample.Map();

        Assert.Equal(("shop", 1), (map.Name, map.Version));
        Assert.Equal(new Controller("Shop", "privacy@shop.example", "https://shop.example/privacy", "The authority") { Language = PageLanguage.German }, map.Controller);
        Assert.Equal([new AutomatedDecision("Credit check", "a score", "payment in advance")], map.AutomatedDecisions);
        Assert.Equal("a sign-in provider", map.Collection("users").ObtainedFrom);
        Assert.Equal(new ClockRules("gdpr", new(0, 1, 0, default), IsoDuration.FromDays(7), IsoDuration.FromDays(7)), map.Clock);
        Assert.Equal([new("user_id", IdentifierType.Integer, false), new("email", IdentifierType.Email, true)], map.Identifiers);
        Assert.Equal(new SourceRule("main", SourceKind.Postgres, "MainDb", null, IsoDuration.FromDays(35), 8), map.Source("main"));
        Assert.Equal("uploads", map.Source("uploads").Container);
        Assert.Equal(["users", "orders", "comments", "letters", "avatars"], map.Collections.Select(c => c.Name));
        var carrier = map.Recipients[0];
        Assert.Equal(("Carrier", "delivery", "NO", "adequacy", null), (carrier.Name, carrier.Purpose, carrier.Country, carrier.Safeguards, carrier.Source));
        var told = Assert.Single(map.ToldRecipients);
        Assert.Equal(("billing", ConfirmedBy.Callback, IsoDuration.FromDays(5)), (told.Source, told.Confirm, told.ConfirmWithin));
        Assert.Equal(["user_id", "email"], told.Identifiers);
        Assert.Equal(("FreezeHook", TimeSpan.FromMinutes(2)), (map.Freeze!.Connection, map.Freeze.Within));
        Assert.Equal(["MainDb", "LettersDb", "Uploads", "Billing", "FreezeHook"], map.Connections);
        Assert.Equal(["Billing", "FreezeHook"], map.CalledConnections);
        Assert.Equal([new("web server logs", "Art. 11(2)", "deleted after 7 days")], map.NotCovered);
    }

    [Fact]
    public void A_root_reaches_the_model()
    {
        var users = MapSample.Map().Collection("users");

        Assert.Equal(("main", "public.users", "Your account", "providing the service"), (users.Source, users.From, users.Description, users.Purpose));
        Assert.Equal(("contract", "until deletion", 13), (users.Basis, users.KeptFor, users.Line));
        Assert.Equal(["id"], users.Key);
        Assert.Equal(["id"], users.Root!.Key);
        Assert.Equal([new("id", "user_id"), new("email", "email")], users.Root.Identifiers);
        Assert.Equal(new ColumnRule("email", "contact", ColumnOrigin.Provided, ColumnExport.Include, null, 19), users.Columns[1]);
        Assert.Equal(new ColumnRule("id_number", "government-id", ColumnOrigin.Provided, ColumnExport.Mask, "it could be stolen", 22), users.Columns[4]);
        Assert.Equal(["address"], MapSample.Map().Collection("letters").Root!.Key);
    }

    [Fact]
    public void References_reach_the_model()
    {
        var map = MapSample.Map();
        var letters = Assert.Single(map.Collection("letters").References);
        var comments = map.Collection("comments").References;

        Assert.Equal(("users", true, JoinTransform.Lower, false), (letters.To, letters.Owns, letters.Compare, letters.Detach));
        Assert.Equal(["news", "offer"], ((InPredicate)letters.Where!).Values.Select(v => v.Text));
        Assert.Equal(new ComparePredicate("verified", Comparison.Equal, new(LiteralKind.Boolean, "true")), letters.ToWhere);
        Assert.Equal([true, false, false], comments.Select(r => r.Owns));
        Assert.Equal([false, false, true], comments.Select(r => r.Detach));
        Assert.Equal(["order_id", "order_user"], comments[2].Columns);
        Assert.Equal(["id", "user_id"], comments[2].ToColumns);
    }

    [Fact]
    public void Deletion_rules_reach_the_model()
    {
        var map = MapSample.Map();
        var orders = map.Collection("orders").Deletion;

        Assert.Equal([Treatment.Retain, Treatment.Delete], orders.Select(r => r.Treatment));
        Assert.Equal(new ComparePredicate("status", Comparison.Equal, new(LiteralKind.Text, "paid")), orders[0].When);
        Assert.Equal(("tax", new UntilRule(UntilBase.EndOfYear, "paid_at", new(7, 0, 0, default))), (orders[0].Law, orders[0].Until));
        Assert.Equal([new("user_id", AnonymizerKind.Null, null), new("ip", AnonymizerKind.TruncateIp, null)], orders[0].Anonymize);
        Assert.Equal(["[deleted]", "deleted-"], map.Collection("comments").Deletion[0].Anonymize.Skip(1).Select(a => a.Argument));
    }

    [Fact]
    public void Files_and_retention_reach_the_model()
    {
        var map = MapSample.Map();
        var avatars = map.Collection("avatars");
        var rule = Assert.Single(map.Retention);

        Assert.True(avatars.IsFiles);
        Assert.Equal(("avatars/{users.id}/", "users"), (avatars.From, avatars.Files!.Collection));
        Assert.Equal(["name"], avatars.Key);
        Assert.Equal(("page_views", "main", "page_views", "viewed_at", "UTC"), (rule.Name, rule.Source, rule.From, rule.Time, rule.Zone));
        Assert.Equal((IsoDuration.FromDays(90), "page_views_daily", 10), (rule.Window, rule.Into, rule.MinimumPeople));
        Assert.Equal(["user_id", "device_id"], rule.Person);
        Assert.Equal([new("route", Generalization.AsIs), new("browser", Generalization.Family), new("viewed_at", Generalization.Day)], rule.Keep);
        Assert.Equal([new("views", MeasureKind.Count, null), new("seconds", MeasureKind.Sum, "time_on_page")], rule.Measures);
    }

    [Fact]
    public void Levels_periods_and_bounds_of_a_retention_rule_reach_the_model()
    {
        static RetentionRule With(string path, string value) => DataMapLoader.Parse(MapSample.With("$.retention[0]." + path, value), "map.json").Retention[0];
        static KeptColumn Kept(string value) => With("keep.route", value).Keep.Single(k => k.Column == "route");

        Assert.Equal(new("route", Generalization.Bands) { Edges = [0, 1.5m, 100] }, Kept("{ \"bands\": [0, 1.5, 100] }"));
        Assert.Equal(new("route", Generalization.Route) { Values = ["/", "/a/{}"] }, Kept("{ \"route\": [\"/\", \"/a/{}\"] }"));
        Assert.Equal(new("route", Generalization.Only) { Values = ["b", "a"] }, Kept("{ \"only\": [\"b\", \"a\"] }"));
        Assert.Equal(new("route", Generalization.Groups) { Groups = new Dictionary<string, IReadOnlyList<string>> { ["G"] = ["a", "b"] } }, Kept("{ \"groups\": { \"G\": [\"a\", \"b\"] } }"));
        Assert.Equal(new("route", Generalization.TruncateIp) { Bits4 = 16, Bits6 = 32 }, Kept("{ \"truncate-ip\": [16, 32] }"));
        Assert.Equal(new("route", Generalization.DeviceClass), Kept("\"device-class\""));
        Assert.Equal(["route"], With("keep.route", "\"drop\"").Dropped);
        Assert.Equal([PublicationPeriod.Day, PublicationPeriod.Week, PublicationPeriod.Month, PublicationPeriod.Month, PublicationPeriod.Week],
            new[] { With("keep.viewed_at", "\"hour\""), With("keep.viewed_at", "\"week\""), With("keep.viewed_at", "\"month\""), With("keep.viewed_at", ""), With("period", "\"week\"") }.Select(r => r.Period));
        Assert.Equal((PartitionTreatment.Keep, PartitionTreatment.Drop), (With("partitions", "").Partitions, With("partitions", "\"drop\"").Partitions));
        Assert.Equal((null, "Europe/Berlin"), (With("zoneless", "").Zoneless, With("zoneless", "\"Europe/Berlin\"").Zoneless));
        Assert.Equal([new SensitiveColumn("route", 3)], With("sensitive", "{ \"route\": 3 }").Sensitive);
        Assert.Equal([new ColumnClamp("time_on_page", -0.5m, 3600)], With("clamp", "{ \"time_on_page\": [-0.5, 3600] }").Clamps);
        Assert.Equal((80, 40, null, 5), (With("dominance", "").Dominance, With("dominance", "40").Dominance, With("contributions", "").Contributions, With("contributions", "5").Contributions));
        Assert.Equal([new("a", MeasureKind.Average, "x"), new("p", MeasureKind.People, null)], With("measures", "{ \"a\": \"avg(x)\", \"p\": \"people\" }").Measures);
    }

    [Fact]
    public void Formatting_comments_and_order_of_fields_do_not_change_the_hash()
    {
        var reordered = new JObject(JObject.Parse(MapSample.Json).Properties().Reverse());
        var commented = MapSample.Json.Replace("\"name\": \"shop\",", "// a comment\n\"name\": /* x */ \"\\u0073hop\", ", StringComparison.Ordinal)
            .Replace("\"minimumPeople\": 10 }", "\"minimumPeople\": 10, }", StringComparison.Ordinal);
        var hash = MapSample.Map().Hash;

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, DataMapLoader.Parse(reordered.ToString(Newtonsoft.Json.Formatting.None), "other").Hash);
        Assert.Equal(hash, DataMapLoader.Parse(commented, "map.json").Hash);
        Assert.Equal(hash, DataMapLoader.Parse(MapSample.With("$.$schema", "\"elsewhere\""), "map.json").Hash);
    }

    [Theory]
    [InlineData("$.collections.users.purpose", "\"another\"")]
    [InlineData("$.retention[0].minimumPeople", "11")]
    [InlineData("$.collections.orders.key", "[\"id\", \"status\"]")]
    [InlineData("$.identifiers.email.searchable", "false")]
    public void Every_word_changes_the_hash(string path, string value) =>
        Assert.NotEqual(MapSample.Map().Hash, DataMapLoader.Parse(MapSample.With(path, value), "map.json").Hash);

    [Fact]
    public void A_file_is_read_with_or_without_a_byte_order_mark()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, MapSample.Json, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            Assert.Equal(MapSample.Map().Hash, DataMapLoader.Load(path).Hash);

            File.WriteAllBytes(path, [0x7B, 0xFF, 0xFE]);
            Assert.Equal(MapCodes.FileUnreadable, Assert.Single(Assert.Throws<DataMapException>(() => DataMapLoader.Load(path)).Findings).Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_finding()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "map.json");

        var finding = Assert.Single(Assert.Throws<DataMapException>(() => DataMapLoader.Load(path)).Findings);

        Assert.Equal((MapCodes.FileUnreadable, path), (finding.Code, finding.File));
    }
}
