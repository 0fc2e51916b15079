Console.WriteLine("compexplain");
