"""The front: the program that senders and readers speak with, before an application sees anything."""
