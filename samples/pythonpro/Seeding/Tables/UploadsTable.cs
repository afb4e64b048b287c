using DataRights.Samples.PythonPro.Seeding.Files;
using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding.Tables;

internal sealed class UploadsTable() : SampleTable(
    "uploads",
    ("id", ColumnKind.BigInteger),
    ("user_id", ColumnKind.BigInteger),
    ("stored_name", ColumnKind.Text),
    ("original_name", ColumnKind.Text),
    ("content_type", ColumnKind.Text),
    ("size_bytes", ColumnKind.BigInteger),
    ("uploaded_at", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        SampleUploads.All(world).Select((upload, i) => new object?[]
        {
            i + 1L,
            upload.Person.Id,
            upload.StoredName,
            upload.OriginalName,
            "text/plain",
            (long)upload.Content.Length,
            upload.UploadedAt,
        });
}
