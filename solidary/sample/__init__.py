"""The sample dossier: #SolidarityBelarus, told anew from public facts."""
