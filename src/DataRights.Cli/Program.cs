Console.WriteLine("datarights");
