namespace DataRights.Samples.PythonPro.Seeding.Files;

/// <summary>A file somebody uploaded. The original name is what their browser sent, and is never used as a path.</summary>
internal sealed record SampleUpload(Person Person, string StoredName, string OriginalName, byte[] Content, DateTimeOffset UploadedAt);
