using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class UsersTable() : SampleTable(
    "users",
    ("id", ColumnKind.BigInteger),
    ("name", ColumnKind.Text),
    ("email", ColumnKind.Text),
    ("email_verified_at", ColumnKind.Moment),
    ("password_hash", ColumnKind.Text),
    ("google_oauth_subject", ColumnKind.Text),
    ("locale", ColumnKind.Text),
    ("role", ColumnKind.Text),
    ("signup_ip", ColumnKind.Address),
    ("created_at", ColumnKind.Moment),
    ("last_seen_at", ColumnKind.Moment))
{
    private const string BcryptLetters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public override IEnumerable<object?[]> Rows(World world)
    {
        foreach (var person in world.People)
        {
            var dice = world.Dice(Name, person.Id);
            var google = dice.Bool(0.3f);
            yield return
            [
                person.Id,
                person.Name,
                person.Email,
                person.VerifiedAt,
                google ? null : "$2b$12$" + dice.String2(53, BcryptLetters),
                google ? "1" + dice.String2(20, "0123456789") : null,
                person.Region.Locale,
                person.Id == PythonProPeople.Moderator ? "moderator" : "learner",
                person.Address,
                person.CreatedAt,
                person.IsEmpty ? null : dice.Between(person.CreatedAt, world.Now),
            ];
        }
    }
}
