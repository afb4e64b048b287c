using System.Globalization;
using System.Text;
using Bogus.DataSets;

namespace DataRights.Samples.PythonPro.Seeding;

/// <summary>Makes the person of an id: one of <see cref="PythonProPeople"/>, or anybody.</summary>
internal sealed class PersonFactory(SeedOptions options, DateTimeOffset now)
{
    private readonly Dictionary<string, Name> names = Region.All.ToDictionary(r => r.Names, r => new Name(r.Names));

    public Person Create(long id)
    {
        var dice = Dice.For(options.Seed, "person", id);
        var region = Region.At(dice.Number(0, 99));
        var names = this.names[region.Names];
        names.Random = dice;
        var first = names.FirstName();
        var last = names.LastName();
        var created = now.AddDays(-30 - dice.Number(0, 1170)).AddSeconds(-dice.Number(0, 86399));
        var person = new Person(
            id,
            $"{first} {last}",
            $"{Slug(first, "learner")}.{Slug(last, "x")}.{id.ToString(CultureInfo.InvariantCulture)}@{dice.ArrayElement(["example.com", "example.net", "example.org"])}",
            region,
            created,
            dice.Bool(0.93f) ? created.AddMinutes(dice.Number(1, 600)) : null,
            dice.Address(),
            Math.Round(Math.Pow(dice.Double(), 2), 3));
        return id > PythonProPeople.LastNamed ? person : Named(person);
    }

    private Person Named(Person person)
    {
        // Old enough to own something of everything.
        var created = now.AddDays(-420 - (int)person.Id);
        var named = person with { CreatedAt = created, VerifiedAt = created.AddHours(1), Activity = 0.3 };
        return person.Id switch
        {
            PythonProPeople.Ordinary => named with { Name = "Trần Ngọc Linh", Email = "linh.tran@example.com", Region = Region.Of("VN") },
            PythonProPeople.ScriptTag => named with { Name = HostileTexts.ScriptTag },
            PythonProPeople.SpreadsheetFormula => named with { Name = HostileTexts.Formula },
            PythonProPeople.RightToLeft => named with { Name = HostileTexts.RightToLeftName, Region = Region.Of("EG") },
            PythonProPeople.Emoji => named with { Name = HostileTexts.EmojiName },
            PythonProPeople.PathTraversal => named with { Name = "../../etc/passwd" },
            PythonProPeople.Heavy => named with { Activity = 1, CreatedAt = now.AddDays(-1000), VerifiedAt = now.AddDays(-999) },
            PythonProPeople.MixedCaseAddress => named with { Name = "Ana Souza", Email = PythonProPeople.MixedCaseEmail, Region = Region.Of("BR") },
            PythonProPeople.UnverifiedAddress => named with { Email = PythonProPeople.ClaimedEmail, VerifiedAt = null },
            _ => named,
        };
    }

    /// <summary>The ASCII letters of a name in small letters, accents taken off.</summary>
    private static string Slug(string name, string otherwise)
    {
        var letters = name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant);
        var slug = new string([.. letters]);
        return slug.Length > 0 ? slug : otherwise;
    }
}
