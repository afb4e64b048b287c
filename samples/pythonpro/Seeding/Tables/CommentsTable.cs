using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class CommentsTable() : SampleTable(
    "comments",
    ("id", ColumnKind.BigInteger),
    ("lesson_id", ColumnKind.BigInteger),
    ("parent_id", ColumnKind.BigInteger),
    ("author_id", ColumnKind.BigInteger),
    ("author_name", ColumnKind.Text),
    ("body", ColumnKind.Text),
    ("ip", ColumnKind.Address),
    ("moderated_by", ColumnKind.BigInteger),
    ("moderated_at", ColumnKind.Moment),
    ("created_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        world.Comments.Select(comment => new object?[]
        {
            comment.Id,
            comment.LessonId,
            comment.ParentId,
            comment.Author.Id,
            comment.Author.Name,
            comment.Body,
            comment.Author.Address,
            comment.Moderated ? PythonProPeople.Moderator : null,
            comment.Moderated ? comment.CreatedAt.AddHours(2) : null,
            comment.CreatedAt,
        });
}
